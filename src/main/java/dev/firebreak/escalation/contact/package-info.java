/** When somebody last said that a contact of the catalogue is right. */
@NamedInterface("contact")
package dev.firebreak.escalation.contact;

import org.springframework.modulith.NamedInterface;
