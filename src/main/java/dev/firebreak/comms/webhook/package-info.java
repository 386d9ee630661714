/** Outgoing events: what happens to incidents, posted to other systems as signed webhooks (Standard Webhooks). */
@NamedInterface("webhook")
package dev.firebreak.comms.webhook;

import org.springframework.modulith.NamedInterface;
