/**
 * The engine's webapps and REST API behind our login: they take the user from Spring Security and have no login of
 * their own.
 */
package dev.firebreak.engine.web;
