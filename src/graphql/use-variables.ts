import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { faultInVariables } from './variables.js';

/** Refuses variables that do not fit, before anything else looks at them. */
export function useVariables(): Plugin {
  return {
    onExecute({ args: { schema, document, operationName, variableValues }, setResultAndStopExecution }) {
      const operation = getOperationAST(document, operationName);
      // What is wrong with the name of the operation, the execution says.
      if (!operation) return;
      const fault = faultInVariables(operation, variableValues ?? {}, schema);
      if (fault !== null) setResultAndStopExecution({ errors: [fault] });
    },
  };
}
