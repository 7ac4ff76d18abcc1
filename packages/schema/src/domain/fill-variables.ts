/** Values of the variables that a canned response can contain, such as `{{customer.name}}`. Null: not known. */
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

/** The properties of a customer or an agent that variables can name. */
export interface VariablePerson {
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
}

/** A text after its variables were filled in. */
export interface FilledText {
  readonly text: string;
  /** Names of the variables without a value, each once, in the order of the text. */
  readonly missing: readonly string[];
}

/** Spaces around the name are allowed. Text in braces that does not match is not a variable and stays as it is. */
const placeholder = /\{\{\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)\s*\}\}/gu;

/**
 * Fills the variables of a canned response.
 *
 * A variable that is unknown or has no value stays visible as written, so that the agent notices it before sending.
 * Inserted values are not searched for variables: a customer named `{{agent.email}}` keeps that name.
 * @param template the text of the canned response
 * @param values the values by variable name
 * @returns the text, and the names of the variables that are still in it
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
 * Collects the variable values for one conversation.
 * @param people the customer, the agent who writes, and the name of the workspace; each null if unknown
 * @returns a value or null for every variable
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
