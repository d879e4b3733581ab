# What `cmake --install` copies. Components: runtime (program), dev (library and headers), data (criteria sets).
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/parindex")

install(TARGETS parindex EXPORT parindex-targets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT dev
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT dev
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev)
install(EXPORT parindex-targets NAMESPACE parindex:: DESTINATION "${package_folder}" COMPONENT dev)

configure_package_config_file(cmake/parindex-config.cmake.in "${PROJECT_BINARY_DIR}/parindex-config.cmake"
    INSTALL_DESTINATION "${package_folder}"
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/parindex-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES
        "${PROJECT_BINARY_DIR}/parindex-config.cmake"
        "${PROJECT_BINARY_DIR}/parindex-config-version.cmake"
    DESTINATION "${package_folder}" COMPONENT dev)

if(TARGET parindex-cli)
    install(TARGETS parindex-cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime)
endif()

install(DIRECTORY criteria DESTINATION "${CMAKE_INSTALL_DATADIR}/parindex" COMPONENT data
    FILES_MATCHING PATTERN "*.json" PATTERN "*.md")
