/** Statuspage.io as a second place for the texts of the status page, by its REST API, version 1. */
@NamedInterface("statuspage")
package dev.firebreak.status.statuspage;

import org.springframework.modulith.NamedInterface;
