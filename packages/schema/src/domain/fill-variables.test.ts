import { expect, test } from 'vitest';

import { fillVariables, variableValues } from './fill-variables.ts';

const values = variableValues({
  customer: { name: 'Amira Haddad', email: 'amira@example.com', phone: null },
  agent: { name: 'Jonas Weber', email: 'jonas@acme.example' },
  workspaceName: 'Acme',
});

test('names of customer, agent and workspace are filled in', () => {
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

test('a value that looks like a variable is not read again', () => {
  const tricky = variableValues({ customer: { name: '{{agent.email}}' }, agent: null, workspaceName: null });
  expect(fillVariables('Hi {{customer.name}}', tricky).text).toBe('Hi {{agent.email}}');
});

test('a value may hold the signs that a replacement would take for its own', () => {
  const dollars = variableValues({ customer: { name: "$& $' $1" }, agent: null, workspaceName: null });
  expect(fillVariables('Hi {{customer.name}}!', dollars).text).toBe("Hi $& $' $1!");
});

test('names that objects have by nature are not variables', () => {
  expect(fillVariables('{{constructor.name}} {{customer.constructor}}', values).missing).toEqual([
    'constructor.name',
    'customer.constructor',
  ]);
});

test('braces that are not variables are left alone', () => {
  const text = 'CSS a{{b}} {{ }} {{customer}} {customer.name}';
  expect(fillVariables(text, values)).toEqual({ text, missing: [] });
});

test('a name of blanks counts as no value', () => {
  const blank = variableValues({ customer: { name: '  ' }, agent: null, workspaceName: null });
  expect(fillVariables('Hi {{customer.first_name}}', blank).missing).toEqual(['customer.first_name']);
});
