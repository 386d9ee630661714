/** Password login, throttling, and re-validation of sessions. */
package dev.firebreak.access.login;
