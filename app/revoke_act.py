"""Carrying out a revocation's steps: each that fails is noted, and keeps no other from being done.

Also the rounds of plan, act and look that revoking, reducing and undoing have in common.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from app.plan import Action, Caller, Plan, Progress, perform
from app.revoke_look import stops
from app.revoke_plan import DELETE_USER, SPARE_DENIES, UNBLOCKING
from app.troubles import Trouble
from app.work import Token

log = logging.getLogger(__name__)
IN_THE_WAY = "DeleteConflict"


@dataclass
class Steps:
    """Carries out plans through `caller`, and keeps what came of it.

    `troubles` are the failures, `done` the ids of the actions that AWS has carried out, and
    `conflicts` counts how often the user couldn't be deleted for what was there again. `before` is
    told of each action just before it is carried out.
    """

    caller: Caller
    troubles: list[Trouble] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    conflicts: int = 0
    before: Callable[[Action], None] = lambda _: None

    def act(self, steps: Plan, token: Token) -> None:
        """Carry out each step; one that fails doesn't keep the others from being done.

        But the block stays where a step before it failed, the boundary in its place among them:
        `DeleteUser` would be refused, and the user would be left without any deny. Raises
        `Cancelled`, and `Trouble` where AWS can't be asked any more.
        """
        failed = False
        for number, action in enumerate(steps, start=1):
            if failed and action.id in UNBLOCKING:
                break
            token.check()
            token.report(Progress(number, len(steps), action))
            self.before(action)
            try:
                perform(action, self.caller, token, {})
            except Trouble as trouble:
                log.warning("%s: %s", action.id, trouble)
                if stops(trouble):
                    raise
                self.troubles.append(trouble)
                failed = failed or action.id not in SPARE_DENIES
                self.conflicts += action.id == DELETE_USER and trouble.aws_code == IN_THE_WAY
            else:
                self.done.add(action.id)
                token.report(Progress(number, len(steps), action, done=True))
