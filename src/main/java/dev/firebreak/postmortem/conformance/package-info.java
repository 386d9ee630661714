/** What the process expected of an incident, and what people did instead. */
@NamedInterface("conformance")
package dev.firebreak.postmortem.conformance;

import org.springframework.modulith.NamedInterface;
