import neo4j from 'neo4j-driver';

const MAX_DEPTH = 6;

const driver = neo4j.driver(
  process.env.GRAPH_URL,
  neo4j.auth.basic(process.env.GRAPH_USER, process.env.GRAPH_PASSWORD),
);

export async function findSuppliers(clientId, partNumber, { relation = 'SUPPLIES', region, depth = 3 }, logger) {
  const hops = Math.min(Math.max(Math.trunc(Number(depth)) || 1, 1), MAX_DEPTH);
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  try {
    let cypher = `MATCH (p:Part {client: '${clientId}', number: '${partNumber}'})<-[:${relation}*1..${hops}]-(s:Supplier)`;
    if (region) {
      cypher += ` WHERE s.region = '${region}'`;
    }
    cypher += ' RETURN DISTINCT s.id AS id, s.name AS name, s.region AS region LIMIT 200';
    const result = await session.run(cypher);
    const suppliers = result.records.map((record) => ({
      id: record.get('id'),
      name: record.get('name'),
      region: record.get('region'),
    }));
    logger.info({ partNumber, hops, found: suppliers.length }, 'suppliers searched');
    return suppliers;
  } finally {
    await session.close();
  }
}
