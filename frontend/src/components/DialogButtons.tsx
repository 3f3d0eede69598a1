import { Button } from "./Button";

interface Props {
  confirm: string;
  dismiss: string;
  look: "main" | "danger";
  /** Whether there is anything to confirm yet. */
  isReady: boolean;
  isBusy: boolean;
  /** Left out where the button submits the form around it. */
  onConfirm?: () => void;
  onDismiss: () => void;
}

/** Yes and no, the same in every dialog. */
export function DialogButtons(props: Props) {
  const { confirm, dismiss, look, isReady, isBusy, onConfirm, onDismiss } = props;
  return (
    <div className="answers">
      <Button busy={isBusy} onClick={onDismiss}>
        {dismiss}
      </Button>
      {isReady && (
        <Button
          type={onConfirm ? "button" : "submit"}
          look={look}
          busy={isBusy}
          {...(onConfirm && { onClick: onConfirm })}
        >
          {confirm}
        </Button>
      )}
    </div>
  );
}
