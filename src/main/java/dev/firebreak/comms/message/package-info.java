/** Message texts: templates, the model behind them, redaction of secrets. */
@NamedInterface("message")
package dev.firebreak.comms.message;

import org.springframework.modulith.NamedInterface;
