"""The web page: Streamlit pages draw, view.py turns an Answer into what is drawn."""
