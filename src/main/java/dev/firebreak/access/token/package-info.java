/** Personal tokens: a program calls the API in a person's name, with some of the person's roles, for some time. */
@NamedInterface("token")
package dev.firebreak.access.token;

import org.springframework.modulith.NamedInterface;
