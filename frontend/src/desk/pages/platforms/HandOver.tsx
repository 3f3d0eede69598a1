import type { Integrator } from "../../api/types";
import { Secret } from "../../components/Secret";
import { useWords } from "../../words/words";

interface Props {
  platform: Integrator;
  secret?: string | null | undefined;
  verificationKey?: string;
}

/** What the platform needs to be told. The secret is there only once. */
export function HandOver({ platform, secret, verificationKey }: Props) {
  const { say } = useWords();
  const { soap } = platform;
  return (
    <>
      <Secret label={say("platform.soap")} text={soap} />
      <Secret label={say("platform.wsdl")} text={`${soap}?wsdl`} />
      {secret && (
        <Secret label={`${say("platform.secret")}. ${say("platform.secret.lead")}`} text={secret} />
      )}
      {verificationKey && (
        <Secret
          label={`${say("platform.key")}. ${say("platform.key.lead")}`}
          text={verificationKey}
        />
      )}
    </>
  );
}
