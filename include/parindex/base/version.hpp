#pragma once
/// The only place where the version is written; CMake reads it from here.

#define PARINDEX_VERSION_MAJOR 0
#define PARINDEX_VERSION_MINOR 1
#define PARINDEX_VERSION_PATCH 0
#define PARINDEX_VERSION "0.1.0"
