/** What a person can press. */
export const PRESSABLE =
  "button,a,[role=button],[role=menuitem],[role=link],input[type=button],input[type=submit],input[type=image],[onclick]";
