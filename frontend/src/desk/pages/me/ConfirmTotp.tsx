import { announce } from "../../../app/announce";
import type { TotpSecret } from "../../api/types";
import { CodeField } from "../../components/CodeField";
import { DeedForm } from "../../components/DeedForm";
import { textOf } from "../../components/formData";
import { Secret } from "../../components/Secret";
import { useConfirmTotp } from "../../resources/session";
import { useWords } from "../../words/words";
import { QrCode } from "./QrCode";

interface Props {
  begun: TotpSecret;
  onDone: () => void;
}

/** The secret for the authenticator, shown once, and the code that proves that it arrived. */
export function ConfirmTotp({ begun, onDone }: Props) {
  const { say } = useWords();
  const confirm = useConfirmTotp();
  const finish = () => {
    announce(say("me.totp.done"));
    onDone();
  };
  return (
    <div className="totp">
      <QrCode text={begun.uri} label={say("me.totp.qr")} />
      <div>
        <p>{say("me.totp.scan")}</p>
        <Secret label={say("me.totp.secret")} text={begun.secret} />
        <p>{say("me.totp.confirm.lead")}</p>
        <DeedForm
          deed={confirm}
          read={(form) => textOf(form, "code")}
          confirm={say("me.totp.confirm")}
          onDone={finish}
        >
          <CodeField required />
        </DeedForm>
      </div>
    </div>
  );
}
