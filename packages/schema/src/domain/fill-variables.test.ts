import { expect, test } from 'vitest';

import { fillVariables, variableValues } from './fill-variables.ts';

const values = variableValues({
  customer: { name: 'Amira Haddad', email: 'amira@example.com', phone: null },
  agent: { name: 'Jonas Weber', email: 'jonas@acme.example' },
  workspaceName: 'Acme',
});

test('the names of customer, agent and workspace are filled in', () => {
  const filled = fillVariables(
    'Hello {{customer.first_name}}, this is {{agent.name}} of {{ workspace.name }}.',
    values,
  );
  expect(filled).toEqual({ text: 'Hello Amira, this is Jonas Weber of Acme.', missing: [] });
});

test('a variable without a value stays visible and is reported once', () => {
  const filled = fillVariables('Call {{customer.phone}} or {{customer.phone}}, {{order.number}}', values);
  expect(filled.text).toBe('Call {{customer.phone}} or {{customer.phone}}, {{order.number}}');
  expect(filled.missing).toEqual(['customer.phone', 'order.number']);
});

test('a value that looks like a variable is not filled in turn', () => {
  const tricky = variableValues({ customer: { name: '{{agent.email}}' }, agent: null, workspaceName: null });
  expect(fillVariables('Hi {{customer.name}}', tricky).text).toBe('Hi {{agent.email}}');
});

test('replacement patterns such as $& in a value are inserted literally', () => {
  const dollars = variableValues({ customer: { name: "$& $' $1" }, agent: null, workspaceName: null });
  expect(fillVariables('Hi {{customer.name}}!', dollars).text).toBe("Hi $& $' $1!");
});

test('names inherited from Object.prototype are not variables', () => {
  expect(fillVariables('{{constructor.name}} {{customer.constructor}}', values).missing).toEqual([
    'constructor.name',
    'customer.constructor',
  ]);
});

test('braces that do not enclose a variable stay as they are', () => {
  const text = 'CSS a{{b}} {{ }} {{customer}} {customer.name}';
  expect(fillVariables(text, values)).toEqual({ text, missing: [] });
});

test('a value of blanks only counts as missing', () => {
  const blank = variableValues({ customer: { name: '  ' }, agent: null, workspaceName: null });
  expect(fillVariables('Hi {{customer.first_name}}', blank).missing).toEqual(['customer.first_name']);
});
