/** Asks Alertmanagers which alerts they have, and brings what a webhook missed. */
@NamedInterface("pull")
package dev.firebreak.alert.pull;

import org.springframework.modulith.NamedInterface;
