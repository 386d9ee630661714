/** Evidence: documents and output kept for an incident, content in files named by us. */
@NamedInterface("evidence")
package dev.firebreak.incident.evidence;

import org.springframework.modulith.NamedInterface;
