/**
 * What a monitoring system reads about Firebreak at {@code /actuator/prometheus}: figures of the record, which are the
 * same on each node. What happens on one node is counted where it happens.
 */
@ApplicationModule(allowedDependencies = {"incident", "database"})
package dev.firebreak.metrics;

import org.springframework.modulith.ApplicationModule;
