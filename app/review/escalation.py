"""The steps by which somebody with a part of the rights comes to all of them.

Collected by those who test accounts for a living, each checked against AWS's own description of
what the action does:
https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HAND_ROLE = "iam:passrole"
ASSUME = "sts:assumerole"
# What a step makes use of, where it isn't a service's role.
STRONG_GROUP, OLD_VERSION, IDENTITY_CENTER = "a strong group", "an old version", "identity center"


@dataclass(frozen=True)
class Step:
    """One step: the actions that it takes, all of them, in lower case.

    `uses` is what must be there for it: the service that a strong role trusts, or one of the names
    above; "" where nothing but the actions is needed.
    """

    needs: tuple[str, ...]
    uses: str = ""


# On the keys or the password of somebody else. On one's own they lead nowhere.
CREDENTIALS = ("iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile")
# What gives rights; to oneself too.
GIVING = (
    *("iam:attachuserpolicy", "iam:putuserpolicy", "iam:attachgrouppolicy", "iam:putgrouppolicy"),
    *("iam:attachrolepolicy", "iam:putrolepolicy", "iam:updateassumerolepolicy"),
    "iam:createpolicyversion",
)
_INVOKES = (
    *("lambda:invokefunction", "lambda:addpermission", "lambda:createeventsourcemapping"),
    "lambda:createfunctionurlconfig",
)
# A role is passed to something new that runs the caller's own commands.
_PASSING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ec2", ("ec2:runinstances",)),
    ("ec2", ("ec2:associateiaminstanceprofile",)),
    ("ec2", ("ec2:requestspotinstances",)),
    ("ec2", ("autoscaling:createautoscalinggroup", "ec2:createlaunchtemplate")),
    ("ec2", ("autoscaling:createlaunchconfiguration", "autoscaling:createautoscalinggroup")),
    *(("lambda", ("lambda:createfunction", way)) for way in _INVOKES),
    ("lambda", ("lambda:updatefunctionconfiguration", "lambda:updatefunctioncode")),
    ("cloudformation", ("cloudformation:createstack",)),
    ("cloudformation", ("cloudformation:updatestack",)),
    ("cloudformation", ("cloudformation:createchangeset", "cloudformation:executechangeset")),
    ("glue", ("glue:createdevendpoint",)),
    ("glue", ("glue:createsession", "glue:runstatement")),
    ("glue", ("glue:createjob", "glue:startjobrun")),
    ("glue", ("glue:updatejob", "glue:startjobrun")),
    ("codebuild", ("codebuild:createproject", "codebuild:startbuild")),
    ("codebuild", ("codebuild:updateproject", "codebuild:startbuild")),
    ("ssm", ("ssm:startautomationexecution",)),
    ("datapipeline", ("datapipeline:createpipeline", "datapipeline:putpipelinedefinition")),
    ("ecs-tasks", ("ecs:registertaskdefinition", "ecs:runtask")),
    ("ecs-tasks", ("ecs:registertaskdefinition", "ecs:starttask")),
    ("ecs-tasks", ("ecs:registertaskdefinition", "ecs:createservice")),
    ("ecs-tasks", ("ecs:registertaskdefinition", "ecs:updateservice")),
    ("ecs-tasks", ("batch:registerjobdefinition", "batch:submitjob")),
    (
        "sagemaker",
        ("sagemaker:createnotebookinstance", "sagemaker:createpresignednotebookinstanceurl"),
    ),
    ("sagemaker", ("sagemaker:createtrainingjob",)),
    ("sagemaker", ("sagemaker:createprocessingjob",)),
    ("states", ("states:createstatemachine", "states:startexecution")),
    ("scheduler", ("scheduler:createschedule",)),
    ("pipes", ("pipes:createpipe",)),
    ("tasks.apprunner", ("apprunner:createservice",)),
    ("pods.eks", ("eks:createpodidentityassociation",)),
    ("credentials.iot", ("iot:createrolealias",)),
    ("rolesanywhere", ("rolesanywhere:createprofile", "rolesanywhere:createtrustanchor")),
    ("bedrock-agentcore", ("bedrock-agentcore:createcodeinterpreter",)),
)
# Something that runs with a role already is made to run the caller's commands.
_IN_PLACE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lambda", ("lambda:updatefunctioncode",)),
    ("ec2", ("ssm:sendcommand",)),
    ("ec2", ("ssm:startsession",)),
    ("ec2", ("ec2-instance-connect:sendsshpublickey",)),
    ("ec2", ("ec2:modifyinstanceattribute", "ec2:stopinstances", "ec2:startinstances")),
    ("cloudformation", ("cloudformation:updatestack",)),
    ("codebuild", ("codebuild:startbuild",)),
    ("glue", ("glue:updatedevendpoint",)),
    ("ecs-tasks", ("ecs:executecommand",)),
    ("sagemaker", ("sagemaker:createpresignednotebookinstanceurl",)),
)
STEPS: tuple[Step, ...] = (
    *(Step((action,)) for action in (*GIVING, *CREDENTIALS)),
    Step(("iam:addusertogroup",), STRONG_GROUP),
    Step(("iam:setdefaultpolicyversion",), OLD_VERSION),
    Step(("sso:createaccountassignment",), IDENTITY_CENTER),
    Step(("sso:putinlinepolicytopermissionset", "sso:provisionpermissionset"), IDENTITY_CENTER),
    Step(("sso:attachmanagedpolicytopermissionset", "sso:provisionpermissionset"), IDENTITY_CENTER),
    *(Step((HAND_ROLE, *actions), f"{service}.amazonaws.com") for service, actions in _PASSING),
    *(Step(actions, f"{service}.amazonaws.com") for service, actions in _IN_PLACE),
)
# Whoever may do one of these can take a Deny away that binds them.
LIFTING = (
    *("iam:deleteuserpolicy", "iam:detachuserpolicy", "iam:deletegrouppolicy"),
    *("iam:detachgrouppolicy", "iam:removeuserfromgroup", "iam:deleterolepolicy"),
    *("iam:detachrolepolicy", "iam:createpolicyversion", "iam:setdefaultpolicyversion"),
)
ACTIONS = tuple(dict.fromkeys((*(n for step in STEPS for n in step.needs), *LIFTING, ASSUME)))


def steps(given: frozenset[str], uses: frozenset[str] | None) -> Iterator[Step]:
    """The steps that these actions allow, where `uses` is there; None for everything."""
    return (
        step
        for step in STEPS
        if (uses is None or not step.uses or step.uses in uses)
        and all(need in given or f"{need}>{step.uses}" in given for need in step.needs)
    )
