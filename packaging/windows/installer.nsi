; The installer for Windows, compiled by installer.py (https://nsis.sourceforge.io/Docs/).
;
; For the person who is signed in, without an administrator. Company roll-out:
;     SETUP.exe /S [/D=C:\folder]         silent; /D comes last and without quotes
;     uninstall.exe /S                    silent; the customer's records stay
; Exit status: 0 done, 1 the person stopped it, 2 it couldn't be done, 5 Aikagi is open (silent: after
; waiting a minute for it to be closed). Aikagi is never closed without being asked.
;
; All of the program is _internal, aikagi.exe and uninstall.exe; place.nsh puts the new in the place of
; the old, and says which folders are refused.
;
; /D=… where Aikagi is installed elsewhere already moves it: the named folder gets the new version, and
; then the program's own files in the other one go. Who rolls out names a folder because it's to be
; there: to upgrade another one and say 0 would surprise, and so would a second Aikagi, which Windows'
; list doesn't have, stays old, and opens the same records.

Unicode true
!ifdef AMD64 ; NSIS's own build for Windows brings only the stubs for 32 bits, which do as well
  Target amd64-unicode
!endif
!include "${SETTINGS}"
!include MUI2.nsh
!include nsDialogs.nsh
!include LogicLib.nsh
!include WordFunc.nsh

Name "${TITLE}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${KEY}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation" ; an upgrade goes where the older one is
RequestExecutionLevel user
!ifdef QUICK ; for tests
  SetCompressor zlib
!else
  SetCompressor /SOLID /FINAL lzma
  SetCompressorDictSize 64
!endif
SetDateSave on
CRCCheck force
ManifestDPIAware true
ManifestSupportedOS Win10
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText "${TITLE} ${VERSION}"

!define OPEN 5
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_ALLLANGUAGES

Page custom ShowBegin LeaveBegin
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\aikagi.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The language is the person's own in Windows; where that is neither, English.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"
!include "words.nsh"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
!macro VERSION_WORDS LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${TITLE}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "Apache License 2.0"
!macroend
!insertmacro VERSION_WORDS ${LANG_ENGLISH} "Aikagi Setup"
!insertmacro VERSION_WORDS ${LANG_JAPANESE} "Aikagi セットアップ"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Var Before ; the folder that Aikagi moves out of; "" where it doesn't move
Var Tick
Var OnDesktop

Function .onInit
  SetShellVarContext current
  StrCpy $Before ""
  StrCpy $OnDesktop 0
FunctionEnd

Function un.onInit
  SetShellVarContext current
  StrCpy $Before ""
FunctionEnd

; --- the one page before it begins ---------------------------------------------------------------
Function ShowBegin
  !insertmacro MUI_HEADER_TEXT "$(BeginTitle)" "$(BeginUnder)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 60u "$(BeginText)"
  Pop $0
  ${NSD_CreateCheckbox} 0 70u 100% 12u "$(BeginDesktop)"
  Pop $Tick
  ${NSD_SetState} $Tick $OnDesktop
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(BeginButton)"
  nsDialogs::Show
FunctionEnd

Function LeaveBegin
  ${NSD_GetState} $Tick $OnDesktop
FunctionEnd

; --- whether the program runs: Windows lets nobody write to a file that is run ---------------------
!macro CLOSED UN
Function ${UN}IsOpen ; a program's path on the stack -> 1 or 0 there
  Exch $R1
  StrCpy $R0 $R1
  StrCpy $R1 0
  ${If} ${FileExists} $R0
    ClearErrors
    FileOpen $R0 $R0 a
    ${If} ${Errors}
      StrCpy $R1 1
    ${Else}
      FileClose $R0
    ${EndIf}
  ${EndIf}
  Exch $R1
FunctionEnd

Function ${UN}UntilClosed
  StrCpy $R2 0
  again:
    Push "$INSTDIR\aikagi.exe"
    Call ${UN}IsOpen
    Pop $R3
    ${If} $R3 == 0
    ${AndIf} $Before != ""
      Push "$Before\aikagi.exe"
      Call ${UN}IsOpen
      Pop $R3
    ${EndIf}
    ${If} $R3 == 0
      Return
    ${EndIf}
    ${If} ${Silent}
      IntOp $R2 $R2 + 1
      ${If} $R2 <= ${WAITS}
        Sleep 1000
        Goto again
      ${EndIf}
      SetErrorLevel ${OPEN}
    ${Else}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillOpen)" IDRETRY again
      SetErrorLevel 1
    ${EndIf}
    Call ${UN}TakeBack
    Quit
FunctionEnd
!macroend
!ifndef WAITS
  !define WAITS 60
!endif
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

!include "place.nsh"

Section
  Call Settle
  Call UntilClosed
  Call Restore
  SetOverwrite try
  ClearErrors
  SetOutPath "$INSTDIR\_internal.new"
  !insertmacro WRITE_MARK "$INSTDIR\_internal.new"
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  File "/oname=aikagi.exe.new" "${PROGRAM}"
  SetOutPath "$TEMP" ; a folder that is somebody's current one can't be renamed
  ${If} ${Errors}
    Call Failed
  ${EndIf}
  ${If} ${FileExists} "$Before\_internal.new\*.*" ; the same folder by another name
    StrCpy $Before ""
  ${EndIf}
  Call UntilClosed ; it may have been opened meanwhile
  Call Swap
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Call Register
  Call Leave
SectionEnd

Function Register
  SetOutPath "$INSTDIR" ; where the shortcuts start the program
  CreateShortCut "$SMPROGRAMS\${LINK}.lnk" "$INSTDIR\aikagi.exe" "" "$INSTDIR\aikagi.exe" 0 SW_SHOWNORMAL "" "$(ShortcutSays)"
  ${If} $OnDesktop == 1
  ${OrIf} ${FileExists} "$DESKTOP\${LINK}.lnk" ; which leads to where Aikagi was
    CreateShortCut "$DESKTOP\${LINK}.lnk" "$INSTDIR\aikagi.exe" "" "$INSTDIR\aikagi.exe" 0 SW_SHOWNORMAL "" "$(ShortcutSays)"
  ${EndIf}
  SetOutPath "$TEMP"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\aikagi.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
FunctionEnd

Section Uninstall
  Call un.UntilClosed
  SetOutPath "$TEMP"
  ClearErrors
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\aikagi.exe"
  ${If} ${Errors}
    SetErrorLevel 2
    MessageBox MB_OK|MB_ICONSTOP "$(CantRemove)" /SD IDOK
    Quit
  ${EndIf}
  RMDir /r "$INSTDIR\_internal.new"
  RMDir /r "$INSTDIR\_internal.old"
  Delete "$INSTDIR\aikagi.exe.new"
  Delete "$INSTDIR\aikagi.exe.old"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays where there is something of somebody else's in it
  ReadRegStr $R0 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} ${FileExists} "$R0\aikagi.exe" ; Aikagi has moved there: this is what was left here
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\${LINK}.lnk"
  Delete "$DESKTOP\${LINK}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  ; platformdirs' folder for aikagi on Windows (ui/cli.py): what was done, and with which vendor.
  ${If} ${FileExists} "$LOCALAPPDATA\aikagi\*.*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(RemoveRecords)" /SD IDNO IDNO kept
    RMDir /r "$LOCALAPPDATA\aikagi"
    kept:
  ${EndIf}
SectionEnd
