; The folder that the program is in: whether it may be used, and how the new gets into the old's place.
;
; A new _internal and aikagi.exe are written beside the old ones (.new), the old ones renamed (.old),
; the new ones renamed. So nothing of an older version stays, and what goes wrong midway leaves the
; old version as it was, or lets the next installation bring it back (Restore).

!define MARK "installed-as.txt" ; in each _internal of an installation: whose it is
!macro WRITE_MARK FOLDER
  FileOpen $R0 "${FOLDER}\${MARK}" w
  FileWrite $R0 "${KEY}"
  FileClose $R0
!macroend

; --- whether a folder may be used -------------------------------------------------------------------
; Every program of PyInstaller's has an _internal: one without this installer's mark is somebody
; else's, and is neither written to nor removed. Nor is a vendor's Aikagi by another vendor's.
Function IsMarked ; a folder on the stack -> 1 or 0 there
  Exch $R1
  ClearErrors
  FileOpen $R0 "$R1\${MARK}" r
  StrCpy $R1 0
  ${IfNot} ${Errors}
    FileRead $R0 $R2
    FileClose $R0
    ${If} $R2 == "${KEY}"
      StrCpy $R1 1
    ${EndIf}
  ${EndIf}
  Exch $R1
FunctionEnd

!macro COUNT NAME ; $R4: a foreign folder is there; $R5: one of ours is
  ${If} ${FileExists} "$INSTDIR\${NAME}\*.*"
    Push "$INSTDIR\${NAME}"
    Call IsMarked
    Pop $R3
    ${If} $R3 == 1
      StrCpy $R5 1
    ${Else}
      StrCpy $R4 1
    ${EndIf}
  ${EndIf}
!macroend

Function IsForeign ; -> 1 or 0 on the stack: whether $INSTDIR holds another program
  StrCpy $R4 0
  StrCpy $R5 0
  !insertmacro COUNT "_internal"
  !insertmacro COUNT "_internal.new"
  !insertmacro COUNT "_internal.old"
  ${If} $R5 == 0
    ${If} ${FileExists} "$INSTDIR\aikagi.exe"
    ${OrIf} ${FileExists} "$INSTDIR\uninstall.exe"
      StrCpy $R4 1
    ${EndIf}
  ${EndIf}
  Push $R4
FunctionEnd

Function Settle ; sets $Before, and ends with 2 where $INSTDIR isn't for Aikagi
  StrCpy $R0 $INSTDIR 1 -1
  StrLen $R1 $INSTDIR
  ${If} $R0 == "\"
  ${AndIf} $R1 > 3
    StrCpy $INSTDIR $INSTDIR -1
  ${EndIf}
  ReadRegStr $Before HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $Before == $INSTDIR ; also where its mark was lost: installing again mends
    StrCpy $Before ""
    Return
  ${EndIf}
  Call IsForeign
  Pop $R0
  StrLen $R1 "$Before\_internal"
  StrCpy $R2 $INSTDIR $R1
  ${If} $R0 == 1
  ${OrIf} $R2 == "$Before\_internal" ; it would be removed with the other
    SetErrorLevel 2
    MessageBox MB_OK|MB_ICONSTOP "$(NotOurs)" /SD IDOK
    Quit
  ${EndIf}
  ${If} $Before != ""
    Push "$Before\_internal"
    Call IsMarked
    Pop $R0
    ${If} $R0 == 0
      StrCpy $Before ""
    ${EndIf}
  ${EndIf}
FunctionEnd

; --- new for old -----------------------------------------------------------------------------------
Function TakeBack ; what was written and isn't in use yet
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\_internal.new"
  Delete "$INSTDIR\aikagi.exe.new"
  RMDir "$INSTDIR"
FunctionEnd

Function un.TakeBack ; an uninstaller writes nothing
FunctionEnd

Function Failed
  Call TakeBack
  SetErrorLevel 2
  MessageBox MB_OK|MB_ICONSTOP "$(CantWrite)" /SD IDOK
  Quit
FunctionEnd

Function Restore ; what an installation that was cut short left: the old version comes back first
  RMDir /r "$INSTDIR\_internal.new"
  Delete "$INSTDIR\aikagi.exe.new"
  ${If} ${FileExists} "$INSTDIR\aikagi.exe"
    ${If} ${FileExists} "$INSTDIR\_internal\*.*" ; only clearing up was left to do
      RMDir /r "$INSTDIR\_internal.old"
    ${EndIf}
  ${ElseIf} ${FileExists} "$INSTDIR\aikagi.exe.old"
    ${If} ${FileExists} "$INSTDIR\_internal.old\*.*"
      RMDir /r "$INSTDIR\_internal" ; the new one, without its aikagi.exe
    ${EndIf}
    Rename "$INSTDIR\aikagi.exe.old" "$INSTDIR\aikagi.exe"
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIf} ${FileExists} "$INSTDIR\_internal.old\*.*"
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
  ${EndIf}
  Delete "$INSTDIR\aikagi.exe.old"
FunctionEnd

Function Swap
  ClearErrors
  ; Windows renames no folder in which a file is open: this is the first that can go wrong.
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    IfErrors failed
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\aikagi.exe"
    Rename "$INSTDIR\aikagi.exe" "$INSTDIR\aikagi.exe.old"
    IfErrors only_folder
  ${EndIf}
  Rename "$INSTDIR\_internal.new" "$INSTDIR\_internal"
  IfErrors both
  Rename "$INSTDIR\aikagi.exe.new" "$INSTDIR\aikagi.exe"
  IfErrors all
  RMDir /r "$INSTDIR\_internal.old"
  Delete "$INSTDIR\aikagi.exe.old"
  Return
  all:
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.new"
  both:
    Rename "$INSTDIR\aikagi.exe.old" "$INSTDIR\aikagi.exe"
  only_folder:
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
  failed:
    Call Failed
FunctionEnd

Function Leave ; the folder that Aikagi was in before, but for what is somebody else's
  ${If} $Before != ""
    Delete "$Before\aikagi.exe"
    RMDir /r "$Before\_internal"
    Delete "$Before\uninstall.exe"
    RMDir "$Before"
  ${EndIf}
FunctionEnd
