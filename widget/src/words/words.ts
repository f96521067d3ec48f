import type { ErrorCode } from "../errors.ts";

/** Every word the widget says by itself. Each language has them all; the compiler sees to it. */
export interface Words {
  /** The launcher's name. */
  openChat: string;
  openChatUnread: (count: number) => string;
  closeChat: string;
  /** The header before the shop's name is known. */
  chat: string;
  panelLabel: (shop: string) => string;
  online: string;
  connecting: string;
  reconnecting: string;
  unavailableState: string;
  /** The connection does not come about. */
  unreachable: string;
  offlineState: string;
  offline: string;
  waitingForPerson: string;
  withOperator: (name: string) => string;
  withSomeone: string;
  ended: string;
  endedNotice: string;
  startOver: string;
  transcript: string;
  messageHint: string;
  earlier: string;
  newMessages: (count: number) => string;
  you: string;
  assistant: string;
  isTyping: (name: string) => string;
  newMessageFrom: (name: string) => string;
  inputLabel: string;
  inputPlaceholder: string;
  send: string;
  /** On the button that ends an answer while it is being worded. */
  stop: string;
  /** Beside an answer that was ended early. */
  stopped: string;
  tooLongBy: (count: number) => string;
  sending: string;
  queued: string;
  sent: string;
  read: string;
  retry: string;
  edit: string;
  chosen: string;
  opensNewTab: string;
  required: string;
  formSent: string;
  choices: string;
  slots: string;
  tryAgain: string;
  continueAsGuest: string;
  /** What keeps the visitor from chatting; seconds to wait, when it ends by itself. */
  trouble: { [code in ErrorCode]: (seconds: number | undefined) => string };
  /** Why one message failed. */
  failed: { [code in ErrorCode]: string };
}
