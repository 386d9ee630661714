/** Anchors: heads of the audit log kept outside the database, and the verification against them. */
@NamedInterface("audit")
package dev.firebreak.access.audit.anchor;

import org.springframework.modulith.NamedInterface;
