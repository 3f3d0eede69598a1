import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { useIntegrator } from "../../resources/integrators";
import { useWords } from "../../words/words";
import { ConnectionTest } from "./ConnectionTest";
import { HandOver } from "./HandOver";
import { PlatformBadge } from "./PlatformBadge";
import { Secrets } from "./Secrets";
import { SwitchDialog } from "./SwitchDialog";
import { Terms } from "./Terms";

/** One platform: what it was told, how it is set up, whether it works. */
export function PlatformPage({ code }: { code: string }) {
  const { say } = useWords();
  const may = useMay();
  const query = useIntegrator(code);
  return (
    <Page title={query.data?.title ?? code}>
      <p className="back">
        <Link href="/platforms">← {say("platforms.all")}</Link>
      </p>
      <Loaded query={query}>
        {(platform) => (
          <>
            <div className="columns">
              <Section title={say("platform.hand_over")} className="card">
                <PlatformBadge platform={platform} />
                <HandOver platform={platform} />
                {may("change_integrator") && (
                  <p className="further">
                    <Opener
                      label={say(platform.enabled ? "platform.turn_off" : "platform.turn_on")}
                    >
                      {(close) => <SwitchDialog platform={platform} onClose={close} />}
                    </Opener>
                  </p>
                )}
              </Section>
              <Secrets platform={platform} />
            </div>
            <Terms platform={platform} />
            {may("test_connection") && <ConnectionTest code={code} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
