/** The steps of an incident for the API and the board. */
@NamedInterface("view")
package dev.firebreak.runbook.view;

import org.springframework.modulith.NamedInterface;
