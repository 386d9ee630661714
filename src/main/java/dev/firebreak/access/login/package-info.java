/** Password login, throttling, and revalidation of sessions. */
package dev.firebreak.access.login;
