/** Evidence: documents and command output kept for an incident. Content is in files, metadata in the database. */
@NamedInterface("evidence")
package dev.firebreak.incident.evidence;

import org.springframework.modulith.NamedInterface;
