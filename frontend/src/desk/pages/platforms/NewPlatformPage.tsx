import { useState } from "react";
import { Link } from "wouter";
import { Page } from "../../../components/Page";
import type { SecretTold } from "../../api/types";
import { useWords } from "../../words/words";
import { Connected } from "./Connected";
import { NewPlatformForm } from "./NewPlatformForm";

/** Connects a platform: first what there is to know of it, then what to hand over and a test. */
export function NewPlatformPage() {
  const { say } = useWords();
  const [told, setTold] = useState<SecretTold | null>(null);
  return (
    <Page title={say("platforms.add")}>
      <p className="back">
        <Link href="/platforms">← {say("platforms.all")}</Link>
      </p>
      {told ? <Connected told={told} /> : <NewPlatformForm onDone={setTold} />}
    </Page>
  );
}
