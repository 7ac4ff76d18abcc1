/** What a canned response may name, as `{{customer.name}}`. A value that is not known is null. */
export interface VariableValues {
  readonly 'customer.name': string | null;
  readonly 'customer.first_name': string | null;
  readonly 'customer.email': string | null;
  readonly 'customer.phone': string | null;
  readonly 'agent.name': string | null;
  readonly 'agent.first_name': string | null;
  readonly 'agent.email': string | null;
  readonly 'workspace.name': string | null;
}

/** A person as far as a canned response may speak of them. */
export interface VariablePerson {
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
}

/** A text with its variables filled in, and what could not be filled. */
export interface FilledText {
  readonly text: string;
  /** The names of the variables that were left standing, each once, in the order of the text. */
  readonly missing: readonly string[];
}

/** The name may be padded with spaces; everything else between braces is not ours and stays as it is. */
const placeholder = /\{\{\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)\s*\}\}/gu;

/**
 * Fills the variables of a canned response.
 *
 * A variable that is unknown or has no value stays visible as it was written, so that nobody sends a greeting
 * with a hole in it unseen. Values are put in once and never read again: a customer who calls himself
 * `{{agent.email}}` stays just that.
 * @param template the canned response as it was written
 * @param values the values to put in, by name
 * @returns the text, and the variables that are still in it
 */
export function fillVariables(template: string, values: VariableValues): FilledText {
  const missing = new Set<string>();
  const text = template.replace(placeholder, (written, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name as keyof VariableValues] : null;
    if (value !== null && value.trim() !== '') return value;
    missing.add(name);
    return written;
  });
  return { text, missing: [...missing] };
}

/**
 * Gathers the values for one conversation.
 * @param people the customer, the agent who writes, and the name of the workspace
 * @returns a value or null for every variable there is
 */
export function variableValues(people: {
  readonly customer: VariablePerson | null;
  readonly agent: VariablePerson | null;
  readonly workspaceName: string | null;
}): VariableValues {
  const { customer, agent, workspaceName } = people;
  return {
    'customer.name': customer?.name ?? null,
    'customer.first_name': firstName(customer),
    'customer.email': customer?.email ?? null,
    'customer.phone': customer?.phone ?? null,
    'agent.name': agent?.name ?? null,
    'agent.first_name': firstName(agent),
    'agent.email': agent?.email ?? null,
    'workspace.name': workspaceName,
  };
}

function firstName(person: VariablePerson | null): string | null {
  return person?.name.trim().split(/\s+/u)[0] ?? null;
}
