/** People, roles and rights as the engine keeps them, so that its Admin app manages them. */
package dev.firebreak.engine.accounts;
