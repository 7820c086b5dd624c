import { GraphQLError } from 'graphql';
import type { DataSources } from './datasources';

interface Viewer {
  employeeId: string;
  roles: string[];
}

interface Context {
  viewer: Viewer | null;
  dataSources: DataSources;
}

interface EmployeeRow {
  id: string;
  name: string;
  managerId: string | null;
  salaryCents: number;
}

export const resolvers = {
  Query: {
    employee: (_: unknown, { id }: { id: string }, { viewer, dataSources }: Context) => {
      if (!viewer) {
        throw new GraphQLError('sign in first', { extensions: { code: 'UNAUTHENTICATED' } });
      }
      return dataSources.employees.byId(id);
    },
  },
  Employee: {
    manager: (employee: EmployeeRow, _: unknown, { dataSources }: Context) =>
      employee.managerId ? dataSources.employees.byId(employee.managerId) : null,
    salary: (employee: EmployeeRow) => ({
      amount: employee.salaryCents / 100,
      currency: 'EUR',
    }),
    reports: (employee: EmployeeRow, _: unknown, { dataSources }: Context) =>
      dataSources.employees.reportingTo(employee.id),
  },
};
