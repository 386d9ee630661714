/** What happens to a request before our filters: the address it came to, its path, and how long it may take. */
package dev.firebreak.web.server;
