import { Download, GraduationCap, Lock, type LucideIcon, Package, Trash2 } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { Failure } from "../../lib/failure.ts";
import { KNOWN_RECIPES } from "../../lib/recipes/known-recipes.ts";
import type { Recipe } from "../../lib/recipes/recipe.ts";
import { readRecipeFile, writeRecipeFile } from "../../lib/recipes/recipe-schema.ts";
import type { EffectiveSettings } from "../../lib/settings/settings.ts";
import { hostOfPattern } from "../../lib/settings/site-pattern.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import { Tag } from "../ui/Tag.tsx";
import type { OptionsActions } from "./actions.ts";
import { useLocked } from "./use-locked.ts";

export interface RecipesProps {
  readonly settings: EffectiveSettings;
  readonly actions: Pick<OptionsActions, "update" | "saveFile">;
}

const keyOf = ({ site, button, number }: Recipe): string => `${site} ${button} ${number}`;

interface LineProps {
  readonly recipe: Recipe;
  readonly icon: LucideIcon;
  /** Where it comes from. */
  readonly source: string;
  readonly children?: ComponentChildren;
}

function RecipeLine({ recipe, icon, source, children }: LineProps) {
  return (
    <li class="row apart">
      <span class="site-name">
        <strong>{recipe.name}</strong>
        <span class="muted small">{hostOfPattern(recipe.site)}</span>
      </span>
      <span class="row">
        <Tag icon={icon}>{source}</Tag>
        {children}
      </span>
    </li>
  );
}

/** Buttons that have been taught: which number of the page each one texts. */
export function Recipes({ settings, actions }: RecipesProps) {
  const { t } = useTexts();
  const { recipes } = settings.values;
  const locked = useLocked(settings)("recipes");
  const remove = useAction((gone: Recipe) =>
    actions.update({ recipes: recipes.filter((recipe) => recipe !== gone) }),
  );
  const save = useAction(() =>
    actions.saveFile("consent-guard-recipes.json", writeRecipeFile(recipes)),
  );
  const open = useAction(async (file: File) => {
    const read = readRecipeFile(await file.text());
    if (!read) throw new Failure("recipe-file-malformed");
    const known = new Set(read.map(keyOf));
    await actions.update({
      recipes: [...recipes.filter((recipe) => !known.has(keyOf(recipe))), ...read],
    });
  });
  const failure = remove.failure ?? save.failure ?? open.failure;
  return (
    <div class="stack">
      <h3>{t("recipes")}</h3>
      <p class="muted small">{locked ?? t("recipes_text")}</p>
      {failure ? <FailureBanner failure={failure} /> : null}
      {recipes.length > 0 ? (
        <ul class="sites" aria-label={t("recipes")}>
          {recipes.map((recipe) => (
            <RecipeLine
              key={keyOf(recipe)}
              recipe={recipe}
              icon={locked ? Lock : GraduationCap}
              source={t(locked ? "site_from_policy" : "recipe_taught_here")}
            >
              <Button
                size="s"
                kind="quiet"
                icon={Trash2}
                iconOnly
                disabled={locked !== undefined}
                busy={remove.busy}
                onPress={() => remove.run(recipe)}
              >
                {t("remove_site", recipe.name)}
              </Button>
            </RecipeLine>
          ))}
        </ul>
      ) : null}
      <details>
        <summary>{t("recipes_built_in", String(KNOWN_RECIPES.length))}</summary>
        <ul class="sites" aria-label={t("recipes_built_in_list")}>
          {KNOWN_RECIPES.map((recipe) => (
            <RecipeLine
              key={keyOf(recipe)}
              recipe={recipe}
              icon={Package}
              source={t("recipe_built_in")}
            />
          ))}
        </ul>
      </details>
      <div class="row">
        <Button icon={Download} busy={save.busy} disabled={recipes.length === 0} onPress={save.run}>
          {t("export_recipes")}
        </Button>
        <FileButton
          label={t("import_recipes")}
          busy={open.busy}
          disabled={locked !== undefined}
          onFile={open.run}
        />
      </div>
    </div>
  );
}
