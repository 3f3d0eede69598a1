import type { Notice } from "../../api/types";
import { Button } from "../../components/Button";
import { Loaded } from "../../components/Loaded";
import { useNotices } from "../../resources/notices";
import { useLanguage } from "../../words/context";
import { NoticeRow } from "./NoticeRow";

/** What was told, newest first; older ones when they are asked for. */
export function SentNotices() {
  const { say } = useLanguage();
  const query = useNotices();
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const notices = pages.flatMap((page) => page.notices).filter(wasMeant);
        return (
          <>
            {notices.length === 0 ? (
              <p className="empty">{say("notices.none")}</p>
            ) : (
              <ul className="card notices" aria-label={say("notices.sent")}>
                {notices.map((each) => (
                  <NoticeRow key={each.id} notice={each} />
                ))}
              </ul>
            )}
            {query.hasNextPage && (
              <Button busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                {say("more")}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

/** What nobody was to be told, having no address or not wanting it, is no notice to them. */
function wasMeant({ state }: Notice): boolean {
  return state !== "suppressed";
}
