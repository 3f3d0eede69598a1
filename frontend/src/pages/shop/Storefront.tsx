import { useRef, useState } from "react";
import type { Platform, StorefrontLink } from "../../api/types";
import { Button } from "../../components/Button";
import { Failure } from "../../components/Failure";
import { useStorefrontLink } from "../../resources/shop";
import { useLanguage } from "../../words/context";
import { StorefrontFrame } from "./StorefrontFrame";

/** Opens a platform's storefront, here or in a tab of its own, each time by a fresh link. */
export function Storefront({ platform }: { platform: Platform }) {
  const { say } = useLanguage();
  const [opened, setOpened] = useState<StorefrontLink | null>(null);
  const framed = useStorefrontLink(platform.code);
  const apart = useStorefrontLink(platform.code);
  const { storefront, title } = platform;

  const openHere = () =>
    framed.mutate(undefined, { onSuccess: (link) => (link.frame ? setOpened(link) : visit(link)) });
  const openApart = () => apart.mutate(undefined, { onSuccess: visit });
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpened(null);
    opener.current?.focus();
  };
  return (
    <>
      <p>{say(storefront === "frame" ? "platform.lead" : "platform.lead.link")}</p>
      <div className="acts">
        {storefront === "frame" && (
          <Button
            ref={opener}
            look={opened ? "quiet" : "main"}
            about={title}
            busy={framed.isPending}
            onClick={openHere}
          >
            {say(opened ? "storefront.again" : "storefront.open")}
          </Button>
        )}
        {opened && (
          <Button about={title} onClick={close}>
            {say("storefront.close")}
          </Button>
        )}
        <Button
          look={storefront === "link" ? "main" : "quiet"}
          icon="outside"
          about={title}
          busy={apart.isPending}
          onClick={openApart}
        >
          {say("storefront.apart")}
        </Button>
      </div>
      {(framed.error ?? apart.error) && <Failure error={framed.error ?? apart.error} />}
      {opened && <StorefrontFrame key={opened.url} link={opened} title={title} />}
    </>
  );
}

function visit(link: StorefrontLink): void {
  window.open(link.url, "_blank", "noopener,noreferrer");
}
