/** Calls to servers that others run. */
@NamedInterface("client")
package dev.firebreak.web.client;

import org.springframework.modulith.NamedInterface;
