const ldap = require('ldapjs');

const BASE = 'ou=aliases,dc=example,dc=org';

function findAliases(client, address, domain, logger) {
  const options = {
    scope: 'sub',
    attributes: ['mail', 'mailForwardingAddress', 'description'],
    sizeLimit: 50,
    timeLimit: 5,
    filter: new ldap.AndFilter({
      filters: [
        new ldap.EqualityFilter({ attribute: 'objectClass', value: 'mailAlias' }),
        new ldap.EqualityFilter({ attribute: 'domain', value: domain }),
        new ldap.EqualityFilter({ attribute: 'mail', value: address }),
      ],
    }),
  };

  return new Promise((resolve, reject) => {
    const aliases = [];
    client.search(BASE, options, (err, res) => {
      if (err) {
        reject(err);
        return;
      }
      res.on('searchEntry', (entry) => {
        const item = { dn: entry.objectName.toString() };
        for (const attribute of entry.attributes) {
          item[attribute.type] = attribute.values;
        }
        aliases.push(item);
      });
      res.on('error', reject);
      res.on('end', () => {
        logger.info({ domain, count: aliases.length }, 'aliases read');
        resolve(aliases);
      });
    });
  });
}

module.exports = { findAliases };
