/** Action items: parsing, storage, assignment and closing with proof. */
@NamedInterface("action")
package dev.firebreak.postmortem.action;

import org.springframework.modulith.NamedInterface;
