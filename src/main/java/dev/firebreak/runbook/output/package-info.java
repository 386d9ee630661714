/** What running steps say while people watch them, and the cancel of a step that only reads. */
@NamedInterface("output")
package dev.firebreak.runbook.output;

import org.springframework.modulith.NamedInterface;
