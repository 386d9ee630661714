/** Message texts: templates, their facts, and redaction of secrets. */
@NamedInterface("message")
package dev.firebreak.comms.message;

import org.springframework.modulith.NamedInterface;
