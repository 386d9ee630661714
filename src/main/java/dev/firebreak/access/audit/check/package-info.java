/** The verifier of the audit. It uses the JDK only, so that it also runs offline and without Firebreak. */
@NamedInterface("audit-check")
package dev.firebreak.access.audit.check;

import org.springframework.modulith.NamedInterface;
