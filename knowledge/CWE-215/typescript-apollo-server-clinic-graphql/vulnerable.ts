import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';

import { resolvers } from './resolvers';
import { typeDefs } from './schema';

export interface ClinicContext {
  patientId: string | null;
  recordsToken: string;
  startedAt: number;
}

const tracePlugin: ApolloServerPlugin<ClinicContext> = {
  async requestDidStart({ contextValue }) {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind === 'single') {
          response.body.singleResult.extensions = {
            ...response.body.singleResult.extensions,
            trace: { elapsed: Date.now() - contextValue.startedAt, context: contextValue },
          };
        }
      },
    };
  },
};

export function createGraphqlServer(): ApolloServer<ClinicContext> {
  return new ApolloServer<ClinicContext>({
    typeDefs,
    resolvers,
    introspection: true,
    includeStacktraceInErrorResponses: true,
    plugins: [tracePlugin],
    formatError: (formatted, error) => {
      const original = unwrapResolverError(error);
      console.error('graphql error', original);
      return { ...formatted, extensions: { ...formatted.extensions, original } };
    },
  });
}
