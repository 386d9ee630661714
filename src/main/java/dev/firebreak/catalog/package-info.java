/** What we look after and whom we call: services, targets, people and rotas, read from catalog.yaml. */
@ApplicationModule(allowedDependencies = {})
package dev.firebreak.catalog;

import org.springframework.modulith.ApplicationModule;
