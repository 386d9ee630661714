/** Accounts and tokens of the first start, for the startup banner. */
@NamedInterface("setup")
package dev.firebreak.access.setup;

import org.springframework.modulith.NamedInterface;
