/** Accounts and tokens that the first start creates. */
@NamedInterface("setup")
package dev.firebreak.access.setup;

import org.springframework.modulith.NamedInterface;
