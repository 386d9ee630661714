/** Accounts, roles and grants. The engine stores them, so that its Admin app can manage them. */
package dev.firebreak.engine.accounts;
