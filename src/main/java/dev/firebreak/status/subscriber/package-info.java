/** People outside who get the texts of the status page by mail: double opt-in, and out with one press. */
@NamedInterface("subscriber")
package dev.firebreak.status.subscriber;

import org.springframework.modulith.NamedInterface;
