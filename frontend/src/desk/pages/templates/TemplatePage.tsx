import { Link, useLocation } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import { useMay } from "../../app/may";
import { useTemplates } from "../../resources/catalogue";
import { useWords } from "../../words/words";
import { NowherePage } from "../NowherePage";
import { TemplateEditor } from "./TemplateEditor";
import { presentOf } from "./terms";
import { Versions } from "./Versions";

/** A template: what it makes, its versions, a new one with the charge that it would make. */
export function TemplatePage({ code }: { code: string }) {
  const { say } = useWords();
  const may = useMay();
  return (
    <Loaded query={useTemplates()}>
      {({ templates, placeholders }) => {
        const template = templates.find((each) => each.code === code);
        if (!template) return <NowherePage />;
        const present = presentOf(template);
        return (
          <Page title={say("template", { code })}>
            <Back />
            {may("preview_template") && (
              <Section title={say("template.edit")} className="card">
                <p className="lead">{say("template.edit.lead")}</p>
                <TemplateEditor
                  key={present?.id}
                  code={code}
                  version={present}
                  placeholders={Object.keys(placeholders)}
                />
              </Section>
            )}
            <Versions template={template} />
          </Page>
        );
      }}
    </Loaded>
  );
}

/** A template that is to be. */
export function NewTemplatePage() {
  const { say } = useWords();
  const [, go] = useLocation();
  return (
    <Page title={say("template.new")}>
      <Back />
      <Loaded query={useTemplates()}>
        {({ placeholders }) => (
          <div className="card">
            <TemplateEditor
              code={null}
              version={null}
              placeholders={Object.keys(placeholders)}
              onSaved={(code) => go(`/templates/${code}`)}
            />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Back() {
  const { say } = useWords();
  return (
    <p className="back">
      <Link href="/templates">← {say("templates.all")}</Link>
    </p>
  );
}
