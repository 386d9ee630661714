/** The catalogue: services, targets, contacts and on-call rotas, read from catalog.yaml. */
@ApplicationModule(allowedDependencies = {"text", "text :: yaml", "reload"})
package dev.firebreak.catalog;

import org.springframework.modulith.ApplicationModule;
