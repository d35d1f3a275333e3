//! The program for desktops. Phones call the library instead.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    digital_ka_app::main()
}
