import { useEffect, useRef, useState } from "react";
import type { StorefrontLink } from "../../api/types";
import { Note } from "../../components/Note";
import { useSubscriptions, useSummary } from "../../resources/account";
import { useLanguage } from "../../words/context";

interface Props {
  link: StorefrontLink;
  title: string;
}

/** The storefront in the page. What is bought in it shows up in the cards by itself. */
export function StorefrontFrame({ link, title }: Props) {
  const { say } = useLanguage();
  const [isLoaded, setLoaded] = useState(false);
  const isLate = useIsPast(link.expires_at) && !isLoaded;
  const frame = useRef<HTMLIFrameElement>(null);
  useSubscriptions({ watched: true });
  useSummary({ watched: true });

  useEffect(() => frame.current?.focus(), []);
  return (
    <div className="storefront">
      {isLate && <Note tone="warn">{say("storefront.late")}</Note>}
      <iframe
        ref={frame}
        title={say("storefront.frame", { platform: title })}
        src={link.url}
        sandbox="allow-forms allow-scripts allow-same-origin allow-popups"
        referrerPolicy="no-referrer"
        onLoad={() => setLoaded(true)}
      />
      <p className="small">{say("storefront.hint")}</p>
    </div>
  );
}

/** Whether an instant has passed. */
function useIsPast(instant: string): boolean {
  const [isPast, setPast] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPast(true), Date.parse(instant) - Date.now());
    return () => clearTimeout(timer);
  }, [instant]);
  return isPast;
}
